const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var e=process.getBuiltinModule("node:process").stdin;var o=process.getBuiltinModule("node:process");export{e as a,o as b};
