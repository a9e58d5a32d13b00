const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0",t="6d0443bfb1a57e36";export{n as a,t as b};
