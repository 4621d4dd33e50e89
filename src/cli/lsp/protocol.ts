/**
 * What of the protocol of editors is used at run time. The build makes a file of its own of it, which only `policy-check lsp`
 * loads; everything else of the server imports types alone.
 */
export {
  createConnection,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  ProposedFeatures,
  ResponseError,
  ShowDocumentRequest,
  TextDocuments,
} from 'vscode-languageserver/node'
export { TextDocument } from 'vscode-languageserver-textdocument'
