import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Advice } from './failure.mjs';
import { inRepo, root } from './paths.mjs';
import { isFree } from './ports.mjs';

const children = new Set();

/** Runs a program to its end with its output on the terminal; answers its exit code. */
export function runProgram(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      ...options,
    });
    children.add(child);
    child.on('error', reject);
    child.on('close', code => {
      children.delete(child);
      resolve(code ?? 1);
    });
  });
}

/**
 * Starts a program that keeps running, with its output in a log file.
 * `exited` settles when it ends.
 */
export function startProgram(name, args, { env, cwd = root, logDir }) {
  mkdirSync(logDir, { recursive: true });
  const logFile = path.join(logDir, `${name}.log`);
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that its children end with it.
    detached: process.platform !== 'win32',
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  children.add(child);
  const exited = new Promise(resolve => {
    child.on('close', code => {
      children.delete(child);
      resolve(code ?? 1);
    });
  });
  return { name, child, logFile, exited };
}

/** Ends everything that was started here, groups and all. */
export function stopAll() {
  signalAll('SIGTERM');
}

function signalAll(signal) {
  for (const child of children) {
    try {
      if (process.platform === 'win32' || child.spawnargs === undefined)
        child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // It has ended by itself, or has no group of its own.
      child.kill(signal);
    }
  }
}

/** Ends everything that was started here, by force what is still there after the grace. */
export async function endAll(graceMs = 5_000) {
  stopAll();
  const deadline = Date.now() + graceMs;
  while (children.size > 0 && Date.now() < deadline) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  signalAll('SIGKILL');
}

/** The last lines of a log, for a failure report. */
export function tail(logFile, lines = 30) {
  return readFileSync(logFile, 'utf8').split('\n').slice(-lines).join('\n');
}

/** @throws Advice naming the first port that is taken. */
export async function requireFreePorts(ports) {
  for (const [port, purpose] of Object.entries(ports)) {
    if (!(await isFree(Number(port)))) {
      throw new Advice(
        `Port ${port} (${purpose}) is in use by another program. End that program and try again.`,
      );
    }
  }
}

/** Waits until a URL answers 2xx, or until `stillAlive` says that there is no point. */
export async function waitForUrl(url, { timeoutMs, stillAlive, headers }) {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (!stillAlive()) return false;
    try {
      const response = await fetch(url, {
        headers,
        signal: AbortSignal.timeout(5_000),
      });
      await response.arrayBuffer();
      if (response.ok) return true;
    } catch {
      // Not up yet: that is what we are waiting for.
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  return false;
}

/** Arguments of Node that load TypeScript sources the way Backstage does. */
export const NODE_TRANSFORM = [
  '--require',
  inRepo('node_modules/@backstage/cli/config/nodeTransform.cjs'),
];
