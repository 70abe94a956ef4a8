/**
 * XML-RPC as the SoftLayer API and its clients speak it: decoders for requests and responses with
 * every spelling that clients are known to send, and encoders whose bytes the strictest client
 * (Go) accepts. No document can expand beyond its own size.
 */
export {
  decodeRequest,
  decodeResponse,
  type XmlRpcLimits,
  type XmlRpcRequest,
  type XmlRpcResponse,
} from './xmlrpc/decode.js';
export { encodeFault, encodeRequest, encodeResponse } from './xmlrpc/encode.js';
export { XmlRpcParseError, type XmlRpcProblem } from './xmlrpc/error.js';
export { XmlRpcDouble, type XmlRpcInput, type XmlRpcValue } from './xmlrpc/values.js';
