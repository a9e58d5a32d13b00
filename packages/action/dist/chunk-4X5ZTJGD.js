const __filename = import.meta.filename; const __dirname = import.meta.dirname;
function t(r,n,e){return r!=="auto"?r==="always":e.NO_COLOR||e.FORCE_COLOR==="0"||e.FORCE_COLOR==="false"?!1:o(e.FORCE_COLOR)||o(e.CLICOLOR_FORCE)?!0:n.isTTY===!0&&e.CLICOLOR!=="0"&&e.TERM!=="dumb"}function o(r){return r!==void 0&&r!==""&&r!=="0"&&r!=="false"}export{t as a};
