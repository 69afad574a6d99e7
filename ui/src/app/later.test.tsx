import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { Component, useState, type ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { later, laterDialog } from "./later";

const Name = ({ name }: { name: string }) => <p>{name}</p>;

test("a part is read once, when it is first drawn, and then there at once", async () => {
  const read = vi.fn(async () => Name);
  const Later = later(read, <p>waiting</p>);
  expect(read).not.toHaveBeenCalled();
  const first = render(<Later name="Anna" />);
  expect(screen.getByText("waiting")).toBeTruthy();
  expect(await screen.findByText("Anna")).toBeTruthy();
  first.unmount();
  render(<Later name="Berta" />);
  expect(screen.getByText("Berta")).toBeTruthy();
  expect(read).toHaveBeenCalledOnce();
});

class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: undefined as unknown };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    return this.state.error ? <p>{String(this.state.error)}</p> : this.props.children;
  }
}

test("a part that cannot be read is an error where it should be, and can be tried again", async () => {
  const silent = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const read = vi.fn<() => Promise<typeof Name>>().mockRejectedValueOnce(new Error("not there")).mockResolvedValue(Name);
  const Later = later(read);
  const first = render(<Boundary><Later name="Anna" /></Boundary>);
  expect(await screen.findByText("Error: not there")).toBeTruthy();
  first.unmount();
  render(<Boundary><Later name="Anna" /></Boundary>);
  expect(await screen.findByText("Anna")).toBeTruthy();
  silent.mockRestore();
});

test("what is typed while a dialog is still being read is typed into it, and nowhere else", async () => {
  let there: (part: () => React.ReactNode) => void = () => undefined;
  const Ask = laterDialog(() => new Promise<() => React.ReactNode>((resolve) => (there = resolve)));
  const below = vi.fn();
  const submitted = vi.fn();
  function Question() {
    const [text, setText] = useState("");
    return (
      <form onSubmit={(event) => (event.preventDefault(), submitted(text))}>
        <input autoFocus aria-label="Name" value={text} onChange={(event) => setText(event.target.value)} />
      </form>
    );
  }
  const page = (open: boolean) => (
    <div onKeyDown={below} tabIndex={-1}>
      {open && <Ask />}
    </div>
  );
  const { rerender } = render(page(false));
  rerender(page(true));
  for (const key of ["A", "b", "x", "Backspace", "c"]) fireEvent.keyDown(document.activeElement ?? document.body, { key });
  expect(below).not.toHaveBeenCalled();
  there(Question);
  const box = await screen.findByLabelText<HTMLInputElement>("Name");
  await waitFor(() => expect(box.value).toBe("Abc"));
  fireEvent.keyDown(box, { key: "d" });
  expect(below).toHaveBeenCalled();
});
