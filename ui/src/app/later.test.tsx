import { render, screen } from "@testing-library/react";
import { Component, type ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { later } from "./later";

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
