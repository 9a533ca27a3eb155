import { ReplicaName, lab, until } from './lab';

/** The token that app-config.replicas.yaml gives to a service outside of Backstage. */
const SERVICE_TOKEN = 'replicas-test-static-token';

export interface Answer<T> {
  status: number;
  body: T;
}

/** Calls one replica, as whoever the token names. */
export async function call<T>(
  name: ReplicaName,
  path: string,
  options: { token: string; method?: string; body?: object },
): Promise<Answer<T>> {
  const { token, method = 'GET', body } = options;
  const response = await fetch(`${lab.replicas[name]}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

/** {@link call} that must succeed. */
export async function read<T>(
  name: ReplicaName,
  path: string,
  token: string,
): Promise<T> {
  const { status, body } = await call<T>(name, path, { token });
  if (status !== 200) {
    throw new Error(
      `${name} answered ${status} to ${path}: ${JSON.stringify(body)}`,
    );
  }
  return body;
}

/** Signs a person of the demo in at one replica. The token is good for the other one too. */
export async function signIn(
  name: ReplicaName,
  person: string,
): Promise<string> {
  const response = await fetch(
    `${lab.replicas[name]}/api/auth/opsdeckDemo/refresh`,
    {
      headers: {
        'x-opsdeck-demo-user': `user:default/${person}`,
        'X-Requested-With': 'XMLHttpRequest',
      },
    },
  );
  const session = await response.json();
  const token = session.backstageIdentity?.token;
  if (!token)
    throw new Error(
      `${person} cannot sign in at ${name}: ${JSON.stringify(session)}`,
    );
  return token;
}

/** The tasks of a plugin that are being worked on in this very process. */
export async function runningTasks(
  name: ReplicaName,
  pluginId: string,
): Promise<string[]> {
  const { tasks } = await read<{
    tasks: { taskId: string; workerState: { status: string } | null }[];
  }>(name, `/api/${pluginId}/.backstage/scheduler/v1/tasks`, SERVICE_TOKEN);
  return tasks
    .filter(task => task.workerState?.status === 'running')
    .map(task => task.taskId);
}

interface StatusChange {
  entityRef: string;
  capability: string;
}

/** A listener on Backstage's event bus that is connected to one replica. */
export class BusListener {
  readonly #name: ReplicaName;
  readonly #path: string;

  private constructor(name: ReplicaName, path: string) {
    this.#name = name;
    this.#path = path;
  }

  static async subscribe(
    name: ReplicaName,
    topic: string,
  ): Promise<BusListener> {
    const path = `/api/events/bus/v1/subscriptions/test-${name}-${topic}`;
    const { status } = await call(name, path, {
      token: SERVICE_TOKEN,
      method: 'PUT',
      body: { topics: [topic] },
    });
    if (status !== 201)
      throw new Error(`No subscription at ${name}: ${status}`);
    return new BusListener(name, path);
  }

  /** Everything heard until a verdict of that entity and tab has changed. */
  async until(entityRef: string, capability: string): Promise<StatusChange[]> {
    const heard: StatusChange[] = [];
    return until(
      `a change of ${entityRef} heard by ${this.#name}`,
      async () => {
        heard.push(...(await this.#read()));
        return heard;
      },
      changes =>
        changes.some(
          each =>
            each.entityRef === entityRef && each.capability === capability,
        ),
    );
  }

  async #read(): Promise<StatusChange[]> {
    const { body } = await call<
      { events: { payload: { changes: StatusChange[] } }[] } | undefined
    >(this.#name, `${this.#path}/events`, { token: SERVICE_TOKEN });
    return (body?.events ?? []).flatMap(({ payload }) => payload.changes);
  }
}

/** A browser's connection for signals, to one replica. */
export class SignalListener {
  readonly messages: unknown[] = [];
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) =>
      this.messages.push(JSON.parse(String(data))),
    );
  }

  static async connect(
    name: ReplicaName,
    token: string,
    channel: string,
  ): Promise<SignalListener> {
    // The first request of all only makes Backstage listen for the next ones.
    for (let tries = 1; ; tries++) {
      const socket = await open(name, token);
      if (!socket && tries === 5) {
        throw new Error(`No connection for signals to ${name}`);
      }
      if (!socket) continue;
      socket.send(JSON.stringify({ action: 'subscribe', channel }));
      return new SignalListener(socket);
    }
  }

  close() {
    this.#socket.close();
  }
}

function open(
  name: ReplicaName,
  token: string,
): Promise<WebSocket | undefined> {
  const url = `${lab.replicas[name].replace('http', 'ws')}/api/signals`;
  const socket = new WebSocket(url, token);
  return new Promise(resolve => {
    const timer = setTimeout(() => {
      socket.close();
      resolve(undefined);
    }, 2_000);
    socket.addEventListener('open', () => {
      clearTimeout(timer);
      resolve(socket);
    });
  });
}
