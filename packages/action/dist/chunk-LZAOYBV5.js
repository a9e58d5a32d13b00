const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var e=process.getBuiltinModule("node:http").Agent;var t=process.getBuiltinModule("node:http").createServer;var o=process.getBuiltinModule("node:http").request;var n=process.getBuiltinModule("node:https").Agent;var r=process.getBuiltinModule("node:https").request;export{e as a,t as b,o as c,n as d,r as e};
