import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { OperationsApi } from '@opsdeck/backstage-plugin-operations-common';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { screen } from '@testing-library/react';
import operationsPlugin, { operationsApiRef } from '../..';
import {
  axeViolations,
  refusal,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import {
  boardRow,
  chip,
  operationsApi,
  orders,
} from '../../__testUtils__/fixtures';

afterEach(() => sharedQueryClient().clear());

function renderCard(api: OperationsApi) {
  return renderTestApp({
    extensions: [createTestEntityPage({ entity: orders })],
    features: [operationsPlugin],
    apis: [[operationsApiRef, api], mockApis.permission()],
  });
}

describe('the Operations card', () => {
  it('shows what each tab says, and a dash where it says nothing', async () => {
    const row = boardRow({
      chips: {
        backups: chip('breached', 'would lose 47 min (allowed 5 min)'),
        slos: chip(null, 'no objective declared'),
      },
    });
    renderCard(operationsApi({ getEntityBoard: async () => row }));
    expect(
      await screen.findByRole('link', { name: /^Backups: breached/ }),
    ).toBeVisible();
    expect(screen.getByText('would lose 47 min (allowed 5 min)')).toBeVisible();
    expect(
      screen.getByRole('link', {
        name: 'SLOs: not declared. no objective declared',
      }),
    ).toBeVisible();
    expect(screen.getByText('Runbooks').closest('li')).toHaveTextContent(
      'nothing to show',
    );
    expect(await axeViolations(document.body)).toEqual([]);
  });

  it('shows the layout to come while it loads', async () => {
    renderCard(operationsApi({ getEntityBoard: () => new Promise(() => {}) }));
    expect(
      await screen.findByText('Loading the state of this service'),
    ).toBeInTheDocument();
  });

  it('names the permission when it is denied', async () => {
    renderCard(
      operationsApi({
        getEntityBoard: async () => {
          throw await refusal('Forbidden');
        },
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It needs the permission opsdeck.operations.read.',
    );
  });
});
