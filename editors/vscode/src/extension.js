// Starts `policy-check lsp` for the folders that are open, and hands everything else to the client of the protocol.

const { commands, window, workspace } = require('vscode')
const { LanguageClient } = require('vscode-languageclient/node')

/** @type {import('vscode-languageclient/node').LanguageClient | undefined} */
let client

/** @param {import('vscode').ExtensionContext} context */
async function activate(context) {
  context.subscriptions.push(
    commands.registerCommand('policy-check.restart', restart),
    commands.registerCommand('policy-check.suppress', suppress),
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
    { documentSelector: [{ scheme: 'file' }], initializationOptions: { asksForReason: true } },
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

/**
 * Asks for the reason of a suppression before it is written.
 * @param {import('vscode-languageclient').WorkspaceEdit} edit
 * @param {string} placeholder what the reason takes the place of
 */
async function suppress(edit, placeholder) {
  const reason = await window.showInputBox({
    prompt: 'Why is it right here?',
    ignoreFocusOut: true,
    validateInput: (text) => (/-->|\*\//.test(text) ? 'It has to fit into a comment.' : undefined),
  })
  if (!client || !reason?.trim()) return
  const written = JSON.parse(JSON.stringify(edit), (key, value) =>
    key === 'newText' ? value.replace(placeholder, () => reason.trim()) : value,
  )
  await workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(written))
}

module.exports = { activate, deactivate }
