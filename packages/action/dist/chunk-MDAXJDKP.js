const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a,b}from"./chunk-ZAF6UUGS.js";import"./chunk-WP4HFWWM.js";import"./chunk-C72BWFMV.js";import"./chunk-Y654QILL.js";export{a as ObjectId,b as remoteCommits};
