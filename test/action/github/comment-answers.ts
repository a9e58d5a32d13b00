import { type Answer, type Asked, accountFields, type Handler, notFound, page } from './answer.ts';
import { type Comment, maxCommentLength } from './hub.ts';

/** Comments of issues and pull requests. */
export const commentAnswers: Readonly<Record<string, Handler>> = {
  'issues/list-comments': (asked) => {
    const issue = Number(asked.parameters.issue_number);
    if (!asked.hosted.pulls.has(issue)) return notFound;
    const comments = asked.hosted.comments.filter((comment) => comment.issue === issue);
    const path = `/repositories/${asked.hosted.id}/issues/${issue}/comments`;
    return page(
      comments.map((comment) => fieldsOf(comment, asked)),
      path,
      asked,
    );
  },
  'issues/get-comment': (asked) => {
    const comment = named(asked);
    return comment ? { status: 200, known: fieldsOf(comment, asked) } : notFound;
  },
  'issues/create-comment': (asked) => {
    const { hosted, grant } = asked;
    const issue = Number(asked.parameters.issue_number);
    if (!hosted.pulls.has(issue) || grant === null) return notFound;
    const body = bodyOf(asked);
    if (body.length > maxCommentLength) return tooLong;
    const id = 9001 + hosted.comments.length;
    const app = grant.is === 'installation' ? grant.account.login.replace('[bot]', '') : null;
    const comment = { id, issue, author: grant.account, app, body, edits: 0 };
    hosted.comments.push(comment);
    return { status: 201, known: fieldsOf(comment, asked) };
  },
  'issues/update-comment': (asked) => {
    const comment = named(asked);
    if (!comment) return notFound;
    const body = bodyOf(asked);
    if (body.length > maxCommentLength) return tooLong;
    comment.body = body;
    comment.edits += 1;
    return { status: 200, known: fieldsOf(comment, asked) };
  },
};

const tooLong: Answer = {
  status: 422,
  known: {
    message: 'Validation Failed',
    documentation_url: 'https://docs.github.com/rest/issues/comments',
    errors: [
      {
        resource: 'IssueComment',
        code: 'custom',
        field: 'body',
        message: `body is too long (maximum is ${maxCommentLength} characters)`,
      },
    ],
  },
};

function named({ hosted, parameters }: Asked): Comment | undefined {
  return hosted.comments.find(({ id }) => id === Number(parameters.comment_id));
}

function bodyOf({ body }: Asked): string {
  if (body !== null && typeof body === 'object' && 'body' in body && typeof body.body === 'string')
    return body.body;
  throw new Error('A comment without a body came past the description.');
}

function fieldsOf({ id, issue, author, app, body }: Comment, { api, hosted }: Asked): object {
  const { name } = hosted.repository;
  return {
    id,
    body,
    url: `${api}/repos/${name}/issues/comments/${id}`,
    html_url: `https://github.com/${name}/pull/${issue}#issuecomment-${id}`,
    issue_url: `${api}/repos/${name}/issues/${issue}`,
    user: accountFields(author),
    author_association: author.type === 'Bot' ? 'NONE' : 'CONTRIBUTOR',
    performed_via_github_app: app === null ? null : { id: 15_368, slug: app, name: app, description: '' },
  };
}
