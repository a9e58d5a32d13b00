const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0",t="38cbc9a5c0ff2bdd";export{n as a,t as b};
