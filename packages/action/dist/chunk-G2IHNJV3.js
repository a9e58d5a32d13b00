const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var e=process.getBuiltinModule("node:os").arch;var o=process.getBuiltinModule("node:os").homedir;var t=process.getBuiltinModule("node:os").release;var s=process.getBuiltinModule("node:os").tmpdir;var n=process.getBuiltinModule("node:os").constants;export{e as a,o as b,t as c,s as d,n as e};
