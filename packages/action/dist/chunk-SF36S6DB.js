const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var e=process.getBuiltinModule("node:net").BlockList;var t=process.getBuiltinModule("node:net").isIP,o=process.getBuiltinModule("node:net").isIPv4,n=process.getBuiltinModule("node:net").isIPv6;export{e as a,t as b,o as c,n as d};
