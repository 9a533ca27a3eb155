import {
  ReadContext,
  SourceError,
  responseError,
} from '@opsdeck/backstage-plugin-operations-node';
import { AlertmanagerInstance } from './readAlertmanagerConfig';

/** A longer answer is not read: 100,000 alerts take less. */
const MAX_ANSWER_BYTES = 128 * 1024 * 1024;

/** The few calls of Alertmanager's API v2 that the tab needs. */
export class AlertmanagerClient {
  readonly #instance: AlertmanagerInstance;

  constructor(instance: AlertmanagerInstance) {
    this.#instance = instance;
  }

  /**
   * `GET /api/v2/<name>`, where the answer is a list.
   *
   * @throws SourceError classified by what Alertmanager answered.
   */
  async list(
    name: 'alerts' | 'silences',
    context: ReadContext,
  ): Promise<unknown[]> {
    const { baseUrl, token } = this.#instance;
    const path = `/api/v2/${name}`;
    await context.countCall();
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}${path}`, {
      signal: context.signal,
      // Credentials are for this host only.
      redirect: 'manual',
      headers: {
        Accept: 'application/json',
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw responseError(response, {
        now: context.now,
        missingPermission: `GET ${path}`,
      });
    }
    const answer = parseJson(await readBody(response), path);
    if (!Array.isArray(answer)) {
      throw new SourceError('malformed', `the answer of ${path} is no list`);
    }
    return answer;
  }
}

async function readBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) {
      throw new SourceError(
        'malformed',
        `the answer is longer than ${MAX_ANSWER_BYTES} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold anything.
    throw new SourceError('malformed', `the answer of ${path} is no JSON`);
  }
}
