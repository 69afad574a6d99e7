//! Builds the crate again when the console's pages have changed: they are part of the program, and a file among
//! them may be new.

fn main() {
    println!("cargo::rerun-if-changed=../../ui/dist");
}
