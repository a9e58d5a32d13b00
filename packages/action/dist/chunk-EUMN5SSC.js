const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0",t="2962495bfd575167";export{n as a,t as b};
