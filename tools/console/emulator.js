// An emulator of a test's own, and what clients ask of it.
const { spawn } = require('node:child_process');
const path = require('node:path');
const readline = require('node:readline');

const FRONT_DOOR = path.join(__dirname, '..', '..', 'emulator', 'bin', 'emulator');
const START_PATIENCE = 300_000; // the first start may have to build
const STOP_PATIENCE = 20_000;
const INSTANCE = '11111111-1111-1111-1111-111111111111';
const ARN = `arn:aws:connect:us-east-1:123456789012:instance/${INSTANCE}`;

/** Starts an emulator; it answers when this returns. */
async function started({ port = 0, options = [] } = {}) {
  const process_ = spawn(FRONT_DOOR, ['--port', String(port), '--lambda-port', '0', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise(resolve => process_.once('exit', resolve));
  const ready = new Promise((resolve, reject) => {
    readline.createInterface({ input: process_.stdout }).on('line', line => {
      if (line.startsWith('ready ')) resolve(line.slice('ready '.length).trim());
    });
    ended.then(code => reject(new Error(`the emulator ended with exit code ${code} before it was ready`)));
    setTimeout(() => reject(new Error('the emulator was not ready in time')), START_PATIENCE).unref();
  });
  try {
    return new Emulator(await ready, process_, ended);
  } catch (failure) {
    process_.kill('SIGKILL');
    throw failure;
  }
}

class Emulator {
  constructor(address, process_, ended) {
    Object.assign(this, { address, process_, ended });
  }

  /** Ends it as its users do. */
  async stop() {
    this.process_.kill('SIGTERM');
    const late = setTimeout(() => this.process_.kill('SIGKILL'), STOP_PATIENCE);
    await this.ended;
    clearTimeout(late);
  }

  /** Sends a request and returns its answer, read; a refusal is an error. */
  async ask(method, path_, body, headers = {}) {
    const json = typeof body === 'object' ? { 'Content-Type': 'application/json' } : {};
    const answer = await fetch(this.address + path_, {
      method,
      headers: { ...json, ...headers },
      body: typeof body === 'object' ? JSON.stringify(body) : body,
      signal: AbortSignal.timeout(60_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path_}: ${answer.status} ${text}`);
    return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
  }

  cloudControl(operation, input) {
    const headers = { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': `CloudApiService.${operation}` };
    return this.ask('POST', '/', input, headers);
  }

  cloudFormation(operation, input) {
    const form = new URLSearchParams({ Action: operation, Version: '2010-05-15', ...input });
    return this.ask('POST', '/', form.toString(), { 'Content-Type': 'application/x-www-form-urlencoded' });
  }

  /** Creates a user through the provider and waits for its end; returns the request's progress. */
  async create(model, patience = 60_000) {
    const deadline = Date.now() + patience;
    const wanted = { TypeName: 'AWS::Connect::User', DesiredState: JSON.stringify(model) };
    let { ProgressEvent: progress } = await this.cloudControl('CreateResource', wanted);
    while (/PENDING|PROGRESS/.test(progress.OperationStatus)) {
      if (Date.now() > deadline) throw new Error(`the creation of ${model.Username} did not end: ${JSON.stringify(progress)}`);
      const asked = { RequestToken: progress.RequestToken };
      ({ ProgressEvent: progress } = await this.cloudControl('GetResourceRequestStatus', asked));
    }
    return progress;
  }
}

/** A user as a template declares it. */
function user(name, more = {}) {
  return {
    InstanceArn: ARN,
    Username: name,
    Password: 'Hunter22Secret',
    RoutingProfileArn: `${ARN}/routing-profile/22222222-2222-2222-2222-222222222222`,
    SecurityProfileArns: [`${ARN}/security-profile/33333333-3333-3333-3333-333333333333`],
    IdentityInfo: { FirstName: name, LastName: 'Lovelace' },
    PhoneConfig: { PhoneType: 'SOFT_PHONE' },
    ...more,
  };
}

module.exports = { ARN, INSTANCE, started, user };
