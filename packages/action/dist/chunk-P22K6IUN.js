const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0",t="c0550de235b50e56";export{n as a,t as b};
