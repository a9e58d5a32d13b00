/** The licence knowledge that is shipped with the program; each part of it is read when something first asks for it. */
export { known as knowledge } from 'fineprint/program';
