// Starts `policy-check lsp` for the folders that are open, and hands everything else to the client of the protocol.

const { commands, window, workspace } = require('vscode')
const { LanguageClient } = require('vscode-languageclient/node')

/** @type {import('vscode-languageclient/node').LanguageClient | undefined} */
let client

/** @param {import('vscode').ExtensionContext} context */
async function activate(context) {
  context.subscriptions.push(
    commands.registerCommand('policy-check.restart', restart),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('policy-check')) return restart()
    }),
  )
  await start()
}

async function deactivate() {
  await client?.stop()
  client = undefined
}

async function restart() {
  await deactivate()
  await start()
}

async function start() {
  /** @type {string[]} */
  const [command = 'policy-check', ...args] = workspace.getConfiguration('policy-check').get('command') ?? []
  client = new LanguageClient(
    'policy-check',
    { command, args: [...args, 'lsp'] },
    { documentSelector: [{ scheme: 'file' }] },
  )
  try {
    await client.start()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    window.showErrorMessage(
      `\`${command} lsp\` does not start: ${reason} Name the program in the setting policy-check.command.`,
    )
  }
}

module.exports = { activate, deactivate }
