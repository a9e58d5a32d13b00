const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0",t="884b95b6fdd3718d";export{n as a,t as b};
