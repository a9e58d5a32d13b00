const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var s={bash:async()=>(await import("./chunk-OCOJQYPX.js")).bash,zsh:async()=>(await import("./chunk-TOHNUMDB.js")).zsh,fish:async()=>(await import("./chunk-M6YYKT4G.js")).fish,powershell:async()=>(await import("./chunk-L7CTFMQ3.js")).powershell};export{s as a};
