/** Everything the console changes, as plain calls; the event feed then refreshes what is shown. */
import type { Engine } from "./client";
import type {
  Account,
  Change,
  Fields,
  Holiday,
  Id,
  InstallRequest,
  Session,
  User,
  UserForwarding,
  WhoRings,
  WhoRingsQuestion,
} from "./types";

export const install = (engine: Engine, request: InstallRequest) =>
  engine.send<Session>("POST", "/console/installation", request);

export const signIn = (engine: Engine, credentials: { username: string; realm?: string; password: string }) =>
  engine.send<Session>("POST", "/console/session", credentials);

export const signOut = (engine: Engine) => engine.send<void>("DELETE", "/console/session");

export const createAccount = (engine: Engine, parentId: Id, fields: Fields) =>
  engine.send<Account>("POST", "/console/accounts", { parent_id: parentId, fields });

export const editAccount = (engine: Engine, id: Id, changes: Change[]) =>
  engine.send<Account>("PATCH", `/console/accounts/${id}`, { changes });

export const moveAccount = (engine: Engine, id: Id, parentId: Id) =>
  engine.send<Account>("POST", `/console/accounts/${id}/move`, { parent_id: parentId });

export const deleteAccount = (engine: Engine, id: Id) =>
  engine.send<void>("DELETE", `/console/accounts/${id}`, undefined, { with_subtree: true });

export const restoreAccount = (engine: Engine, id: Id) =>
  engine.send<Account>("POST", `/console/accounts/${id}/restore`);

export const createUser = (engine: Engine, accountId: Id, fields: Fields, password?: string) =>
  engine.send<User>("POST", `/console/accounts/${accountId}/users`, password ? { fields, password } : { fields });

export const editUser = (engine: Engine, id: Id, changes: Change[]) =>
  engine.send<User>("PATCH", `/console/users/${id}`, { changes });

export const deleteUser = (engine: Engine, id: Id) => engine.send<void>("DELETE", `/console/users/${id}`);

export const restoreUser = (engine: Engine, id: Id) => engine.send<User>("POST", `/console/users/${id}/restore`);

export const setPassword = (engine: Engine, id: Id, body: { password: string; current_password?: string }) =>
  engine.send<void>("PUT", `/console/users/${id}/password`, body);

export const editForwarding = (engine: Engine, userId: Id, changes: Change[]) =>
  engine.send<UserForwarding>("PATCH", `/console/users/${userId}/forwarding`, { changes });

export const askWhoRings = (engine: Engine, userId: Id, question: WhoRingsQuestion) =>
  engine.send<WhoRings>("POST", `/console/users/${userId}/who-rings`, question);

export const addHoliday = (engine: Engine, accountId: Id, holiday: Omit<Holiday, "id">) =>
  engine.send<Holiday>("POST", `/console/accounts/${accountId}/holidays`, holiday);

export const deleteHoliday = (engine: Engine, id: Id) => engine.send<void>("DELETE", `/console/holidays/${id}`);
