// Makes every call of the AI Gateway resources with Cloudflare's official SDK.
//
//     node official.mjs NODE_MODULES BASE_URL
//
// Each request carries the name of its case in the header `x-case`. What the calls are is said
// once more, for the generated client, in tests/wire/calls.rs.

import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [modules, baseURL] = process.argv.slice(2);
const Cloudflare = createRequire(resolve(modules, 'x.js'))('cloudflare');

const byToken = { baseURL, apiToken: 'token', apiKey: null, apiEmail: null, userServiceKey: null };
const byKey = { ...byToken, apiToken: null, apiKey: 'key', apiEmail: 'me@example.com' };
const account_id = '0d37909e38d3e99c29fa2cd343ac421a';
const gateway = 'my-gateway';
const log = { account_id, gateway_id: gateway };
const odd = "my gateway/é?#%&=+:@!$'()*,;~";

const required = {
  account_id,
  cache_invalidate_on_update: true,
  cache_ttl: null,
  collect_logs: false,
  rate_limiting_interval: 60,
  rate_limiting_limit: 0,
};
const optional = {
  rate_limiting_technique: 'sliding',
  authentication: true,
  log_management: 100000,
  log_management_strategy: 'DELETE_OLDEST',
  logpush: false,
  logpush_public_key: '-----BEGIN PUBLIC KEY-----\nAé"\\\n',
  retry_backoff: 'exponential',
  retry_delay: 5000,
  retry_max_attempts: 5,
  workers_ai_billing_mode: 'unified',
  zdr: true,
};
const nulls = {
  rate_limiting_limit: null,
  rate_limiting_technique: null,
  log_management: null,
  log_management_strategy: null,
  logpush_public_key: null,
  retry_backoff: null,
  retry_delay: null,
  retry_max_attempts: null,
};
const filters = [
  { key: 'id', operator: 'eq', value: ['a', 'b'] },
  { key: 'cost', operator: 'gt', value: [0.5] },
];

const cases = {
  'gateways create: what is required': (c, o) =>
    c.aiGateway.create({ ...required, id: gateway }, o),
  'gateways create: everything': (c, o) =>
    c.aiGateway.create({ ...required, ...optional, id: gateway }, o),
  'gateways update: what is required': (c, o) => c.aiGateway.update(gateway, required, o),
  'gateways update: everything': (c, o) =>
    c.aiGateway.update(odd, { ...required, ...optional }, o),
  'gateways update: null wherever it may be': (c, o) =>
    c.aiGateway.update(gateway, { ...required, ...nulls, rate_limiting_interval: null }, o),
  'gateways list: nothing': (c, o) => c.aiGateway.list({ account_id }, o),
  'gateways list: everything': (c, o) =>
    c.aiGateway.list({ account_id, search: 'a b&c=d+e/é%"\'', page: 3, per_page: 50 }, o),
  'gateways list: the second page': async (c, o) =>
    (await c.aiGateway.list({ account_id, search: 'a', per_page: 1 }, o)).getNextPage(),
  'gateways delete': (c, o) => c.aiGateway.delete(gateway, { account_id }, o),
  'gateways get': (c, o) => c.aiGateway.get(gateway, { account_id }, o),
  'gateways get: odd characters': (c, o) =>
    c.aiGateway.get(odd, { account_id: 'account/ü 1' }, o),
  'gateways get: dots': (c, o) => c.aiGateway.get('a.b', { account_id: '..a' }, o),

  'logs list: nothing': (c, o) => c.aiGateway.logs.list(gateway, { account_id }, o),
  'logs list: two filters': (c, o) => c.aiGateway.logs.list(gateway, { account_id, filters }, o),
  'logs list: every kind of value': (c, o) =>
    c.aiGateway.logs.list(
      gateway,
      {
        account_id,
        filters: [
          { key: 'metadata.value', operator: 'neq', value: ['', 'a b', 'x=1&y', null, 7, 0.00001, true, false] },
          { key: 'success', operator: 'eq', value: [true] },
          { key: 'compatibilityMode', operator: 'contains', value: [null] },
        ],
      },
      o,
    ),
  'logs list: a filter without values': (c, o) =>
    c.aiGateway.logs.list(
      gateway,
      { account_id, filters: [{ key: 'model', operator: 'eq', value: [] }] },
      o,
    ),
  'logs list: everything that is not deprecated': (c, o) =>
    c.aiGateway.logs.list(
      gateway,
      {
        account_id,
        filters,
        search: 'invoice 42',
        meta_info: true,
        order_by: 'model_type',
        order_by_direction: 'desc',
        page: 2,
        per_page: 50,
      },
      o,
    ),
  'logs list: everything that is deprecated': (c, o) =>
    c.aiGateway.logs.list(
      gateway,
      {
        account_id,
        direction: 'asc',
        start_date: '2024-01-01T00:00:00Z',
        end_date: '2024-11-14T18:11:19.117Z',
        cached: false,
        success: true,
        feedback: 0,
        model: 'gpt-4o mini',
        model_type: 'llm',
        provider: 'openai',
        request_content_type: 'application/json; charset=utf-8',
        response_content_type: 'text/event-stream',
        min_cost: 0.00001,
        max_cost: 1.25,
        min_duration: 0,
        max_duration: 60000,
        min_tokens_in: 1,
        max_tokens_in: 100.5,
        min_tokens_out: 2,
        max_tokens_out: 1000000,
        min_total_tokens: 3,
        max_total_tokens: 123456789,
      },
      o,
    ),
  'logs list: the second page': async (c, o) =>
    (await c.aiGateway.logs.list(gateway, { account_id, filters, per_page: 1 }, o)).getNextPage(),
  'logs list: the page after the third': async (c, o) =>
    (await c.aiGateway.logs.list(gateway, { account_id, page: 3, per_page: 1 }, o)).getNextPage(),
  'logs delete: nothing': (c, o) => c.aiGateway.logs.delete(gateway, { account_id }, o),
  'logs delete: everything': (c, o) =>
    c.aiGateway.logs.delete(
      odd,
      { account_id, filters, limit: 100, order_by: 'tokens_out', order_by_direction: 'asc' },
      o,
    ),
  'logs edit: nothing': (c, o) => c.aiGateway.logs.edit('id', log, o),
  'logs edit: values': (c, o) =>
    c.aiGateway.logs.edit(
      'id',
      { ...log, feedback: 1, metadata: { user: 'é"\n', count: 3, ratio: 0.25, trial: true }, score: 87.5 },
      o,
    ),
  'logs edit: null': (c, o) =>
    c.aiGateway.logs.edit('id', { ...log, feedback: null, metadata: null, score: null }, o),
  'logs edit: a value, null and nothing': (c, o) =>
    c.aiGateway.logs.edit(odd, { ...log, feedback: -1, score: null }, o),
  'logs edit: empty metadata': (c, o) => c.aiGateway.logs.edit('id', { ...log, metadata: {} }, o),
  'logs get': (c, o) => c.aiGateway.logs.get('id', log, o),
  'logs get: odd characters': (c, o) =>
    c.aiGateway.logs.get(odd, { account_id, gateway_id: odd }, o),
  'logs get: by email and key': (_, o) => new Cloudflare(byKey).aiGateway.logs.get('id', log, o),
  'logs request': (c, o) => c.aiGateway.logs.request('id', log, o),
  'logs response': (c, o) => c.aiGateway.logs.response(odd, log, o),
};

const client = new Cloudflare(byToken);
for (const [name, call] of Object.entries(cases)) {
  await call(client, { headers: { 'x-case': name }, maxRetries: 0 });
}
