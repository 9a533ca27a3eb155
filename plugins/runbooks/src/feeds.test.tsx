import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import {
  axeViolations,
  refusal,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import { Feed, RunbooksApi } from '@opsdeck/backstage-plugin-runbooks-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import runbooksPlugin, { runbooksApiRef } from '.';
import {
  FEED_URL,
  RUN_ID,
  ago,
  checklist,
  feed,
  overview,
  runbooksApi,
  shop,
} from './__testUtils__/fixtures';

function renderTab(api: RunbooksApi, path = '/') {
  return renderTestApp({
    extensions: [createTestEntityPage({ entity: shop })],
    features: [runbooksPlugin],
    apis: [[runbooksApiRef, api]],
    initialRouteEntries: [path],
  });
}

/** Feeds that are kept, as the backend keeps them. */
function keptFeeds(...first: Feed[]): Partial<RunbooksApi> {
  let feeds = first;
  const answer = () => ({
    feeds,
    groups: ['group:default/payments'],
    enabled: true,
  });
  return {
    listFeeds: async () => answer(),
    createFeed: async ({ scope, group }) => {
      const made = feed({
        scope,
        subjectRefs: [group ?? 'user:default/dana'],
      });
      feeds = [made, ...feeds];
      return { ...made, url: FEED_URL };
    },
    revokeFeed: async id => {
      feeds = feeds.filter(each => each.id !== id);
      return answer();
    },
  };
}

afterEach(() => sharedQueryClient().clear());

describe('subscribing', () => {
  it('makes a link, shows it once, and revokes it', async () => {
    const api = runbooksApi(keptFeeds());
    renderTab(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Subscribe' }),
    );
    const drawer = await screen.findByRole('dialog', {
      name: 'In your calendar',
    });
    expect(await within(drawer).findByText('You have none yet.')).toBeVisible();
    await userEvent.click(
      within(drawer).getByRole('button', { name: 'Create link' }),
    );
    expect(
      await within(drawer).findByRole('region', { name: 'Calendar link' }),
    ).toHaveTextContent(FEED_URL);
    expect(api.createFeed).toHaveBeenCalledWith({ scope: 'personal' });
    expect(within(drawer).getByText(/no calendar has read it/)).toBeVisible();
    expect(await axeViolations(drawer)).toEqual([]);

    await userEvent.click(
      within(drawer).getByRole('button', { name: /Revoke the link mine/ }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Revoke this link?',
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Revoke the link' }),
    );
    expect(await within(drawer).findByText('You have none yet.')).toBeVisible();
    expect(api.revokeFeed).toHaveBeenCalledWith(RUN_ID);
    expect(screen.queryByText(FEED_URL)).toBeNull();
  });

  it('makes a link of a team, and says why one answers nothing', async () => {
    const api = runbooksApi(
      keptFeeds(
        feed({
          id: 'old',
          lastReadAt: ago(60),
          problem: 'The catalog has no user:default/dana',
        }),
      ),
    );
    renderTab(api, '/?subscribe=feeds');
    const drawer = await screen.findByRole('dialog');
    expect(
      await within(drawer).findByText('The catalog has no user:default/dana'),
    ).toBeVisible();
    expect(within(drawer).getByText(/last read by a calendar/)).toBeVisible();
    await userEvent.selectOptions(
      within(drawer).getByLabelText('Checklists'),
      'of payments',
    );
    await userEvent.click(
      within(drawer).getByRole('button', { name: 'Create link' }),
    );
    await waitFor(() =>
      expect(api.createFeed).toHaveBeenCalledWith({
        scope: 'team',
        group: 'group:default/payments',
      }),
    );
  });

  it('says when links are switched off, and why one was refused', async () => {
    renderTab(
      runbooksApi({
        listFeeds: async () => ({ feeds: [], groups: [], enabled: false }),
      }),
      '/?subscribe=feeds',
    );
    expect(await screen.findByText(/has switched .* off/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Create link' })).toBeNull();
  });

  it('says why a link was refused', async () => {
    renderTab(
      runbooksApi({
        ...keptFeeds(),
        createFeed: async () => {
          throw await refusal('This needs the permission opsdeck.runbooks.use');
        },
      }),
      '/?subscribe=feeds',
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create link' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'opsdeck.runbooks.use',
    );
  });
});

describe('the times of a checklist', () => {
  const time = (minutes: number, state: 'missed' | 'done' | 'upcoming') => ({
    checklistId: 'daily',
    title: 'Daily checks',
    zone: 'Europe/Berlin',
    state,
    scheduledAt: ago(minutes),
    opensAt: ago(minutes + 60),
    dueAt: ago(minutes),
    missedAt: ago(minutes - 60),
    movedFrom: null,
    doneAt: state === 'done' ? ago(minutes + 5) : null,
    runId: null,
  });

  it('are shown in full, past and to come', async () => {
    const api = runbooksApi({
      listOccurrences: async () => ({
        items: [
          ...[9, 8, 7, 6].map(days => time(days * 1440, 'done')),
          {
            ...time(1440, 'missed'),
            dueAt: '2026-11-20T14:00:00.000Z',
            movedFrom: '2026-11-19T14:00:00.000Z',
          },
          ...[1, 2, 3, 4, 5].map(days => time(days * -1440, 'upcoming')),
        ],
        completeUntil: ago(-9999),
      }),
    });
    renderTab(api, '/?checklist=daily');
    const list = await screen.findByRole('list', { name: 'Times' });
    const items = within(list).getAllByRole('listitem');
    const states = ['done', 'done', 'done', 'missed'];
    expect(items).toHaveLength(8);
    items.forEach((item, index) =>
      expect(item).toHaveTextContent(states[index] ?? 'upcoming'),
    );
    expect(items[3]).toHaveTextContent(
      'due Fri 20 Nov 2026, 15:00 Europe/Berlin',
    );
    expect(items[3]).toHaveTextContent(
      'moved by its calendar from Thu 19 Nov 2026, 15:00 Europe/Berlin',
    );
    expect(api.listOccurrences).toHaveBeenCalledWith(
      'component:default/shop',
      expect.objectContaining({ checklistId: 'daily' }),
      expect.anything(),
    );
  });

  it('name the calendar, and what is wrong with it', async () => {
    renderTab(
      runbooksApi({
        getOverview: async () =>
          overview({
            checklists: [
              checklist({
                calendar: {
                  name: 'germany',
                  onHoliday: 'next',
                  problem: 'There is no calendar "germany"',
                },
              }),
            ],
          }),
      }),
      '/?checklist=daily',
    );
    const drawer = await screen.findByRole('dialog');
    expect(drawer).toHaveTextContent(
      'calendar germany, moves to the next working day',
    );
    expect(drawer).toHaveTextContent('There is no calendar "germany"');
  });
});

describe('templates', () => {
  it('are offered where nothing is declared, and can be copied', async () => {
    const { container } = renderTab(
      runbooksApi({
        getOverview: async () =>
          overview({ checklists: [], running: [], documents: [] }),
      }),
    );
    const list = await screen.findByRole('list', {
      name: 'Runbooks to begin with',
    });
    expect(list).toHaveTextContent(
      /Restore drill.*recovery, 8 steps, FREQ=MONTHLY/,
    );
    const user = userEvent.setup();
    // After the set-up, which brings a clipboard of its own.
    const written = jest
      .spyOn(navigator.clipboard, 'writeText')
      .mockResolvedValue();
    await user.click(
      within(list).getByRole('button', { name: 'Copy Restore drill' }),
    );
    expect(written).toHaveBeenCalledWith(
      '# Restore drill\n- [ ] Restore the copy\n',
    );
    expect(await axeViolations(container)).toEqual([]);
  });
});
