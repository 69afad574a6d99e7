/** Everything the console changes, as plain calls; the event feed then refreshes what is shown. */
import { answer, type Engine } from "./client";
import type { Account, Change, Fields, Id, InstallationSettings, InstallRequest, PresenceName, User, UserForwarding, WhoRingsQuestion } from "./types";

const at = (id: Id) => ({ params: { path: { id } } });

/** Keys without a value are left out, as JSON does. */
const plain = (fields: Fields): { [key: string]: unknown } => ({ ...fields });

export const install = (engine: Engine, body: InstallRequest) => answer(engine.POST("/console/installation", { body }));

export const signIn = (engine: Engine, body: { username: string; password: string }) => answer(engine.POST("/console/session", { body }));

export const signOut = (engine: Engine) => answer(engine.DELETE("/console/session"));

export const lockScreen = (engine: Engine) => answer(engine.POST("/console/session/lock"));

export const unlockScreen = (engine: Engine, password: string) => answer(engine.POST("/console/session/unlock", { body: { password } }));

/** The owner's choices for his lock. */
export const chooseLock = (engine: Engine, body: { current_password?: string; password?: string; at_start?: boolean }) => answer(engine.PUT("/console/session/lock", { body }));

export const editSettings = async (engine: Engine, changes: Change[]) =>
  (await answer(engine.PATCH("/console/settings", { body: { changes } }))) as InstallationSettings;

export const createAccount = async (engine: Engine, parentId: Id, fields: Fields, admin?: { fields: Fields; password: string }) => {
  const first = admin ? { admin: { fields: plain(admin.fields), password: admin.password } } : {};
  return (await answer(engine.POST("/console/accounts", { body: { parent_id: parentId, fields: plain(fields), ...first } }))) as Account;
};

export const editAccount = async (engine: Engine, id: Id, changes: Change[]) =>
  (await answer(engine.PATCH("/console/accounts/{id}", { ...at(id), body: { changes } }))) as Account;

export const moveAccount = async (engine: Engine, id: Id, parentId: Id) =>
  (await answer(engine.POST("/console/accounts/{id}/move", { ...at(id), body: { parent_id: parentId } }))) as Account;

export const deleteAccount = (engine: Engine, id: Id) =>
  answer(engine.DELETE("/console/accounts/{id}", { params: { path: { id }, query: { with_subtree: true } } }));

export const restoreAccount = async (engine: Engine, id: Id) => (await answer(engine.POST("/console/accounts/{id}/restore", at(id)))) as Account;

export const createUser = async (engine: Engine, accountId: Id, fields: Fields, password?: string) =>
  (await answer(engine.POST("/console/accounts/{id}/users", { ...at(accountId), body: { fields: plain(fields), ...(password ? { password } : {}) } }))) as User;

export const editUser = async (engine: Engine, id: Id, changes: Change[]) =>
  (await answer(engine.PATCH("/console/users/{id}", { ...at(id), body: { changes } }))) as User;

/** What he says about himself; "do not disturb" is one of the words. */
export const setPresence = (engine: Engine, id: Id, presence: PresenceName) => answer(engine.PUT("/console/users/{id}/presence", { ...at(id), body: { presence } }));

export const deleteUser = (engine: Engine, id: Id) => answer(engine.DELETE("/console/users/{id}", at(id)));

export const restoreUser = async (engine: Engine, id: Id) => (await answer(engine.POST("/console/users/{id}/restore", at(id)))) as User;

export const setPassword = (engine: Engine, id: Id, body: { password: string; current_password?: string }) =>
  answer(engine.PUT("/console/users/{id}/password", { ...at(id), body }));

export const editForwarding = async (engine: Engine, userId: Id, changes: Change[]) =>
  (await answer(engine.PATCH("/console/users/{id}/forwarding", { ...at(userId), body: { changes } }))) as UserForwarding;

export const askWhoRings = (engine: Engine, userId: Id, body: WhoRingsQuestion) => answer(engine.POST("/console/users/{id}/who-rings", { ...at(userId), body }));

export const askWhoRingsWeek = (engine: Engine, userId: Id, body: WhoRingsQuestion) => answer(engine.POST("/console/users/{id}/who-rings/week", { ...at(userId), body }));

export const addHoliday = (engine: Engine, accountId: Id, body: { name: string; from_date: string; to_date: string; every_year: boolean; from_time?: string; to_time?: string }) =>
  answer(engine.POST("/console/accounts/{id}/holidays", { ...at(accountId), body }));

export const editHoliday = (engine: Engine, id: Id, changes: Change[]) => answer(engine.PATCH("/console/holidays/{id}", { ...at(id), body: { changes } }));

export const deleteHoliday = (engine: Engine, id: Id) => answer(engine.DELETE("/console/holidays/{id}", at(id)));

export const restoreHoliday = (engine: Engine, id: Id) => answer(engine.POST("/console/holidays/{id}/restore", at(id)));
