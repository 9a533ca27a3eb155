import { AuditorService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { RunbooksService } from '../service/RunbooksService';
import { registerListDueAction } from './listDueAction';
import { registerSetStepAction } from './setStepAction';
import { registerShowChecklistAction } from './showChecklistAction';
import { registerShowRunAction } from './showRunAction';
import { registerStartRunAction } from './startRunAction';

export interface ActionOptions {
  registry: ActionsRegistryService;
  /** With permissions: an action may do what its caller may do, and no more. */
  service: RunbooksService;
  auditor: AuditorService;
}

/**
 * Offers the tab to the actions registry, and so to assistants over MCP.
 *
 * @param write - also those that change something; operators turn them on
 */
export function registerActions(options: ActionOptions, write: boolean): void {
  registerListDueAction(options);
  registerShowChecklistAction(options);
  registerShowRunAction(options);
  if (!write) return;
  registerStartRunAction(options);
  registerSetStepAction(options);
}
