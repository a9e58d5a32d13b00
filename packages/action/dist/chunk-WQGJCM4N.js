const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{Ue as r}from"./chunk-SFGXDXAF.js";import"./chunk-F3LOYSHK.js";import"./chunk-Y33TMPQJ.js";import"./chunk-M74OOQDZ.js";import"./chunk-RLMUAXAM.js";import"./chunk-Y654QILL.js";var t={id:"json-1",title:"Report as JSON",render:r};export{t as json};
