/** What an enrolled kiosk asks, all of it below `/console/kiosk`. */
import { answer, type Engine } from "./client";
import type { components } from "./schema";
import type { Id, PresenceName } from "./types";

export type { PresenceName };

type Shapes = components["schemas"];
export type KioskSelf = Shapes["KioskSelf"];
export type Person = Shapes["KioskPerson"];
export type Calls = Shapes["KioskCalls"];
export type Call = Shapes["KioskCall"];
export type Room = Shapes["KioskRoom"];
export type Visitor = Shapes["KioskVisitor"];
export type CallCommand = Shapes["KioskCommandName"];
export type HoursTo = Shapes["KioskHoursTo"];
export type RoomCommand = Shapes["CommandRequest"];

const at = (id: Id) => ({ params: { path: { id } } });

export const readSelf = (engine: Engine) => answer(engine.GET("/console/kiosk"));
export const enrol = (engine: Engine, code: string) => answer(engine.POST("/console/kiosk/enrolment", { body: { code } }));
export const leave = (engine: Engine, pin: string) => answer(engine.POST("/console/kiosk/leave", { body: { pin } }));
export const readBoard = (engine: Engine) => answer(engine.GET("/console/kiosk/board"));
export const readPeople = async (engine: Engine, ids: Id[]) => (await answer(engine.POST("/console/kiosk/people", { body: { ids } }))).people;
export const readCalls = (engine: Engine, signal?: AbortSignal) => answer(engine.GET("/console/kiosk/calls", signal ? { signal } : {}));
export const dial = (engine: Engine, number: string) => answer(engine.POST("/console/kiosk/calls", { body: { number } }));
export const command = (engine: Engine, call: Id, body: { command: CallCommand; number?: string; through?: boolean }) =>
  answer(engine.POST("/console/kiosk/calls/{id}/commands", { ...at(call), body: { through: false, ...body } }));
export const play = (engine: Engine, number: string, name: string) => answer(engine.POST("/console/kiosk/simulation", { body: { number, name } }));
export const setPresence = (engine: Engine, user: Id, body: { presence?: PresenceName; note?: string }) => answer(engine.PUT("/console/kiosk/people/{id}/presence", { ...at(user), body }));
export const leaveNote = (engine: Engine, user: Id, body: { text: string; caller: string; caller_name: string }) => answer(engine.POST("/console/kiosk/people/{id}/notes", { ...at(user), body }));
export const switchHours = (engine: Engine, to: HoursTo) => answer(engine.PUT("/console/kiosk/hours", { body: { to } }));
export const readRooms = async (engine: Engine) => (await answer(engine.GET("/console/kiosk/meetings"))).rows;
export const runRoom = (engine: Engine, room: Id, body: RoomCommand) => answer(engine.POST("/console/kiosk/meetings/{id}/commands", { ...at(room), body }));
export const inviteToRoom = (engine: Engine, room: Id, number: string) => answer(engine.POST("/console/kiosk/meetings/{id}/invitations", { ...at(room), body: { number } }));
export const readVisitors = async (engine: Engine) => (await answer(engine.GET("/console/kiosk/visitors"))).rows;
export const signVisitorIn = (engine: Engine, body: Shapes["KioskVisitorIn"]) => answer(engine.POST("/console/kiosk/visitors", { body }));
export const signVisitorOut = (engine: Engine, visitor: Id) => answer(engine.POST("/console/kiosk/visitors/{id}/departure", at(visitor)));
/** The photo as an address that the page may show: the window loads pictures from nowhere else. */
export async function readPhoto(engine: Engine, user: Id): Promise<string> {
  const blob = (await answer(engine.GET("/console/kiosk/people/{id}/photo", { ...at(user), parseAs: "blob" }))) as Blob;
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error());
    reader.readAsDataURL(blob);
  });
}
