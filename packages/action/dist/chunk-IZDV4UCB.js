const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0";var t="2538f42b99f16de1";export{n as a,t as b};
