"""A browser as old as the phone's app promises to run in (`vite.field.config.ts`): what came later is taken away.

The web views of chat apps and cheap phones lag years behind. Syntax is the build's work; what no build can bring is
taken away here, in the page alone: functions of the language and the browser that came after Chrome 87, Firefox 91 and
Safari 14.1, Background Sync, the QR reader, Ed25519 (Chrome has it since 137), and whatever Safari 14 lacked.
"""

OLD = """
for (const of of [Array, String, Uint8Array, Int8Array, Float64Array]) delete of.prototype.at;
for (const name of ["findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"])
    delete Array.prototype[name];
delete Object.hasOwn; delete Object.groupBy; delete Map.groupBy; delete Array.fromAsync; delete Error.captureStackTrace;
delete Promise.withResolvers; delete Promise.try; delete Uint8Array.fromBase64; delete Uint8Array.prototype.toHex;
for (const name of ["map", "filter", "some", "find", "toArray", "reduce", "take", "forEach"])
    delete globalThis.Iterator?.prototype[name];
for (const name of ["union", "difference", "intersection", "isSubsetOf"]) delete Set.prototype[name];
for (const name of ["structuredClone", "CompressionStream", "DecompressionStream", "BarcodeDetector", "SyncManager",
    "requestIdleCallback", "cancelIdleCallback", "createImageBitmap", "BroadcastChannel", "OffscreenCanvas", "Iterator",
    "scheduler", "navigation", "URLPattern"])
    delete globalThis[name];
delete Crypto.prototype.randomUUID; delete AbortSignal.timeout; delete AbortSignal.any;
delete Navigator.prototype.locks; delete Navigator.prototype.storage; delete Navigator.prototype.vibrate;
delete HTMLElement.prototype.inert;
const known = SubtleCrypto.prototype.importKey;
SubtleCrypto.prototype.importKey = function (format, key, how, ...rest) {
    if ((how.name ?? how) !== "Ed25519") return known.call(this, format, key, how, ...rest);
    globalThis.askedForEd25519 = true;
    return Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"));
};
"""
