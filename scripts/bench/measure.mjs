import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

/**
 * @typedef {{ name: string, command: string, options: string[], directory: string, environment: NodeJS.ProcessEnv }} Contender
 * @typedef {{ wall: number, processor: number, memory: number }} Run Wall and processor time in milliseconds, the peak of
 *   memory in MiB; the last two as Linux tells them (`proc(5)`), else 0.
 */

/** Linux counts processor time in ticks of this many milliseconds. */
const tick = 10
const interval = 5

/**
 * Runs a command to its end. It may find something (exit code 1); more is an error, such as that there is not enough
 * memory.
 *
 * @param {Contender} contender
 * @returns {Promise<Run | Error>}
 */
export function measure({ command, options, directory, environment }) {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const child = spawn(command, options, { cwd: directory, env: environment, stdio: 'ignore' })
    const seen = { processor: 0, memory: 0 }
    const look = () => {
      seen.memory = Math.max(seen.memory, peakMemory(child.pid))
      seen.processor = Math.max(seen.processor, processorTime(child.pid))
    }
    const timer = existsSync(`/proc/${child.pid}`) ? setInterval(look, interval) : undefined
    child.on('error', reject)
    child.on('exit', (code) => {
      clearInterval(timer)
      if (code === null || code > 1) resolve(new Error(`\`${options.join(' ')}\` ended with ${code}.`))
      else resolve({ wall: performance.now() - began, ...seen })
    })
  })
}

/**
 * The kernel's high-water mark in MiB, 0 once the process is gone.
 *
 * @param {number | undefined} pid
 */
function peakMemory(pid) {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`)) ?? []
  return Number(kilobytes ?? 0) / 1024
}

/**
 * Time on any processor of all threads, in milliseconds, 0 once the process is gone.
 *
 * @param {number | undefined} pid
 */
function processorTime(pid) {
  // Fields 14 and 15, counted from the state (3), which follows the name in parentheses.
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * tick
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
