const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var e=process.getBuiltinModule("node:tls").getCACertificates;export{e as a};
