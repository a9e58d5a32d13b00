const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var s={bash:async()=>(await import("./chunk-T2D7DHTB.js")).bash,zsh:async()=>(await import("./chunk-BD27XRN3.js")).zsh,fish:async()=>(await import("./chunk-5FSMUELP.js")).fish,powershell:async()=>(await import("./chunk-73YWQPT2.js")).powershell};export{s as a};
