const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var e=process.getBuiltinModule("node:util").styleText;var t=process.getBuiltinModule("node:util").getSystemErrorMessage;var o=process.getBuiltinModule("node:util").stripVTControlCharacters;export{e as a,t as b,o as c};
