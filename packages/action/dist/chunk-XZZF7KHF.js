const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var e=process.getBuiltinModule("node:timers/promises").setTimeout;export{e as a};
