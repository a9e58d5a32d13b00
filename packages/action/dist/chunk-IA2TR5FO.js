const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var e=process.getBuiltinModule("node:os").homedir;var o=process.getBuiltinModule("node:os").tmpdir;export{e as a,o as b};
