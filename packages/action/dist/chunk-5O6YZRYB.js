const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var s={bash:async()=>(await import("./chunk-2LJTQMBQ.js")).bash,zsh:async()=>(await import("./chunk-VVPSCQX7.js")).zsh,fish:async()=>(await import("./chunk-HG2EK4SC.js")).fish,powershell:async()=>(await import("./chunk-L6VDPRA7.js")).powershell};export{s as a};
