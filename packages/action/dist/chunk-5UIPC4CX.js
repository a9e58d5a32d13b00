const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0",t="9d597cff648bdd0a";export{n as a,t as b};
