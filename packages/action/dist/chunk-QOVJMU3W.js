const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0",t="995cd1a928a72c97";export{n as a,t as b};
