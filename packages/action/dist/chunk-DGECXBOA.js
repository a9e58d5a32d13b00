const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0",t="bfec1e129a6eff25";export{n as a,t as b};
