import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';

/**
 * Background work inside an audit event. A failure is audited and logged, and
 * not thrown: the rest of the round goes on, and the next one tries again.
 */
export async function auditedWork(
  { auditor, logger }: { auditor: AuditorService; logger: LoggerService },
  { eventId, meta }: { eventId: string; meta: JsonObject },
  work: () => Promise<void>,
): Promise<void> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    meta,
  });
  try {
    await work();
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    await event.fail({ error: failure });
    logger.error(
      `${eventId} ${JSON.stringify(meta)} failed and is tried again`,
      failure,
    );
    return;
  }
  await event.success();
}
