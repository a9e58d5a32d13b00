const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0",t="321ef82524506066";export{n as a,t as b};
