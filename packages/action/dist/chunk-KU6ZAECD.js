const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0";var t="ca665e937cb84ad4";export{n as a,t as b};
