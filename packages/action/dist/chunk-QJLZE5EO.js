const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0",t="4fc949935b06a399";export{n as a,t as b};
