import type { FetchQueryOptions, QueryClient, QueryKey } from "@tanstack/react-query";
import { createBrowserHistory, createHashHistory, createRootRouteWithContext, createRoute, createRouter, Outlet, redirect } from "@tanstack/react-router";
import type { Engine } from "../api/client";
import { accountQuery, forwardingQuery, installationQuery, sessionQuery, userQuery } from "../api/queries";
import { Loading } from "../design/states";
import type { Platform } from "../platform";
import { readListSearch } from "../features/lists/list-search";
import { later } from "./later";
import { ACCOUNT_TABS, USER_TABS } from "./places";
import { RouteError, RouteMissing } from "./RouteError";
import { Shell } from "./Shell";

const AccountPage = later(async () => (await import("../features/accounts/AccountPage")).AccountPage, <Loading />);
const UserPage = later(async () => (await import("../features/users/UserPage")).UserPage, <Loading />);
const ActivityPage = later(async () => (await import("../features/activity/ActivityPage")).ActivityPage, <Loading />);
const SettingsPage = later(async () => (await import("../features/settings/SettingsPage")).SettingsPage, <Loading />);
const AboutPage = later(async () => (await import("../features/about/AboutPage")).AboutPage, <Loading />);
const FirstRun = later(async () => (await import("../features/first-run/FirstRun")).FirstRun);
const Directory = later(async () => (await import("../features/print/Directory")).Directory, <Loading />);
const Rules = later(async () => (await import("../features/print/Rules")).Rules, <Loading />);
const OutboxPage = later(async () => (await import("../features/mail/OutboxPage")).OutboxPage, <Loading />);
const WatchesPage = later(async () => (await import("../features/watches/WatchesPage")).WatchesPage, <Loading />);
const WatchPage = later(async () => (await import("../features/watches/WatchPage")).WatchPage, <Loading />);
const RemotesPage = later(async () => (await import("../features/remotes/RemotesPage")).RemotesPage, <Loading />);
const RemotePage = later(async () => (await import("../features/remotes/RemotePage")).RemotePage, <Loading />);
const Recovery = later(async () => (await import("../features/sign-in/Recovery")).Recovery);
const Connect = later(async () => (await import("../features/copy/Connect")).Connect);
const CopyPage = later(async () => (await import("../features/copy/CopyPage")).CopyPage, <Loading />);
const SignIn = later(async () => (await import("../features/sign-in/SignIn")).SignIn);

export interface RouterContext {
  engine: Engine;
  queries: QueryClient;
  platform: Platform;
}

/**
 * Reads what a page shows first, before it takes the place of the one that is there: an engine nearby answers sooner than
 * the page would be drawn without it. What has been read before is shown at once; what fails is the page's to say.
 */
async function read<Data, Key extends QueryKey>(queries: QueryClient, query: FetchQueryOptions<Data, Error, Data, Key>): Promise<void> {
  const reading = queries.prefetchQuery(query);
  if (queries.getQueryData(query.queryKey) === undefined) await reading;
}

/** How long the page before stays while the next one's record is read, in milliseconds. */
const PENDING_MS = 100;

const tabOf = <Tab extends string>(tabs: readonly [Tab, ...Tab[]], value: string): Tab =>
  tabs.find((tab) => tab === value) ?? tabs[0];

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet });

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: FirstRun,
  beforeLoad: async ({ context }) => {
    const installation = await context.queries.fetchQuery({ ...installationQuery(context.engine), staleTime: 0 });
    if (installation.installed) throw redirect({ to: "/" });
  },
});

const connect = createRoute({ getParentRoute: () => root, path: "/connect", component: Connect });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: SignIn,
  beforeLoad: async ({ context }) => {
    const installation = await context.queries.ensureQueryData(installationQuery(context.engine));
    if (!installation.installed) throw redirect({ to: "/welcome" });
  },
});

/** What a letter's link carries; its page is whatever the operator has named, so that every address takes it. */
const readLink = (search: { [key: string]: unknown }): { recovery?: string } => (typeof search["recovery"] === "string" ? { recovery: search["recovery"] } : {});

const recovery = createRoute({ getParentRoute: () => root, path: "/recovery", component: Recovery, validateSearch: readLink });

/** Lets those in who are signed in to an office; the others are sent to its door. */
async function enter({ context, location }: { context: RouterContext; location: { search: { [key: string]: unknown } } }) {
  const link = readLink(location.search);
  if (link.recovery !== undefined) throw redirect({ to: "/recovery", search: link, replace: true });
  const installation = await context.queries.ensureQueryData(installationQuery(context.engine));
  if (!installation.installed) throw redirect({ to: "/welcome" });
  const session = await context.queries.ensureQueryData(sessionQuery(context.engine)).catch((error: unknown) => {
    if ((error as { code?: string }).code === "unauthenticated") throw redirect({ to: "/sign-in" });
    throw error;
  });
  return { session };
}

const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell, beforeLoad: enter });

/** What is printed stands alone, without the frame. */
const paper = createRoute({ getParentRoute: () => root, id: "paper", component: Outlet, beforeLoad: enter });
const directory = createRoute({ getParentRoute: () => paper, path: "/print/directory/$id", component: Directory });
const rules = createRoute({ getParentRoute: () => paper, path: "/print/rules/$id", component: Rules });

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad: ({ context }) => {
    const { session } = context;
    // A person without rights over an account starts at himself.
    if (session.role === "user" && session.user) {
      throw redirect({ to: "/users/$id/$tab", params: { id: session.user.id, tab: "forwarding" } });
    }
    throw redirect({ to: "/accounts/$id/$tab", params: { id: session.account.id, tab: "overview" } });
  },
});

export const accountRoute = createRoute({
  getParentRoute: () => shell,
  path: "/accounts/$id/$tab",
  component: AccountPage,
  loader: ({ context: { engine, queries }, params: { id } }) => read(queries, accountQuery(engine, id)),
  validateSearch: readListSearch,
  params: { parse: ({ id, tab }) => ({ id, tab: tabOf(ACCOUNT_TABS, tab) }), stringify: (params) => params },
});

export const userRoute = createRoute({
  getParentRoute: () => shell,
  path: "/users/$id/$tab",
  component: UserPage,
  loader: async ({ context: { engine, queries }, params: { id, tab } }) => {
    const isAboutRules = tab === "forwarding" || tab === "who-rings";
    await Promise.all([read(queries, userQuery(engine, id)), isAboutRules && read(queries, forwardingQuery(engine, id))]);
  },
  params: { parse: ({ id, tab }) => ({ id, tab: tabOf(USER_TABS, tab) }), stringify: (params) => params },
});

const activity = createRoute({ getParentRoute: () => shell, path: "/activity", component: ActivityPage });
const sync = createRoute({ getParentRoute: () => shell, path: "/copy", component: CopyPage });
const settings = createRoute({ getParentRoute: () => shell, path: "/settings", component: SettingsPage });

const outbox = createRoute({ getParentRoute: () => shell, path: "/settings/outbox", component: OutboxPage });
const watches = createRoute({ getParentRoute: () => shell, path: "/watches", component: WatchesPage });
export const watchRoute = createRoute({ getParentRoute: () => shell, path: "/watches/$id", component: WatchPage });

const remotes = createRoute({ getParentRoute: () => shell, path: "/remotes", component: RemotesPage });
const remoteRoute = createRoute({ getParentRoute: () => shell, path: "/remotes/$id", component: RemotePage });

const about = createRoute({ getParentRoute: () => shell, path: "/about", component: AboutPage });
/** Every other address; the frame around it leads on. */
const missing = createRoute({ getParentRoute: () => shell, path: "$", component: RouteMissing });

const routeTree = root.addChildren([
  welcome,
  connect,
  signIn,
  recovery,
  shell.addChildren([home, accountRoute, userRoute, activity, sync, settings, about, outbox, watches, watchRoute, remotes, remoteRoute, missing]),
  paper.addChildren([directory, rules]),
]);

export function createAppRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    history: context.platform.capabilities.addressBar ? createBrowserHistory() : createHashHistory(),
    defaultErrorComponent: RouteError,
    defaultPreload: false,
    defaultPendingMs: PENDING_MS,
    defaultPendingMinMs: 0,
    defaultPendingComponent: Loading,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}

/** Whether the console's frame is shown, with all that answers shortcuts; not so where one signs in, nor beside what is printed. */
export const isFramed = (router: AppRouter): boolean => router.state.matches.some(({ routeId }) => routeId === shell.id);
